# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` puts beside the program (component "program"): templates, configs, licences, documentation; and the
# CMake package of the netlist builder (component "library"), whose libraries and headers winnow_export() has named.
include(CMakePackageConfigHelpers)

set(share ${CMAKE_INSTALL_DATADIR}/winnow)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/rtl_templates/ DESTINATION ${share}/rtl_templates COMPONENT program
  FILES_MATCHING PATTERN "*.v")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/configs/ DESTINATION ${share}/configs COMPONENT program
  FILES_MATCHING PATTERN "*.json")
# `winnow verify` looks for its real input here.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/verif/data/attention DESTINATION ${share}/verif/data COMPONENT program
  PATTERN "*.py" EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program
  FILES_MATCHING PATTERN "*.md" PATTERN "*.svg" PATTERN "*.hpp" PATTERN "*.cpp" PATTERN "CMakeLists.txt")
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
foreach(component program library)
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/LICENSE-OUTPUT ${PROJECT_SOURCE_DIR}/NOTICE
    DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT ${component})
endforeach()

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/winnow)
install(EXPORT winnow NAMESPACE winnow:: FILE winnowTargets.cmake DESTINATION ${package} COMPONENT library)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/winnowConfig.cmake.in ${PROJECT_BINARY_DIR}/winnowConfig.cmake
  INSTALL_DESTINATION ${package})
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/winnowConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/winnowConfig.cmake ${PROJECT_BINARY_DIR}/winnowConfigVersion.cmake
  DESTINATION ${package} COMPONENT library)
