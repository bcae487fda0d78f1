// SPDX-License-Identifier: Apache-2.0
#pragma once

// The models read and write port values with the harness's own functions.
#include "verif/harness/words.hpp"
