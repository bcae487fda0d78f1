# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts beside the program: templates, configs, licences, documentation.
set(share ${CMAKE_INSTALL_DATADIR}/winnow)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/rtl_templates/ DESTINATION ${share}/rtl_templates FILES_MATCHING PATTERN "*.v")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/configs/ DESTINATION ${share}/configs FILES_MATCHING PATTERN "*.json")
# `winnow verify` looks for its real input here.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/verif/data/attention DESTINATION ${share}/verif/data PATTERN "*.py" EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/LICENSE-OUTPUT ${PROJECT_SOURCE_DIR}/NOTICE ${PROJECT_SOURCE_DIR}/README.md
  ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DOCDIR} FILES_MATCHING PATTERN "*.md" PATTERN "*.svg")
