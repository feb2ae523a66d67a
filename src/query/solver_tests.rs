//! A solver that tries all values, and the comparison of cores and models with it.

use super::*;
