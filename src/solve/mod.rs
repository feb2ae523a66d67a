//! Terms → Z3. The only folder that names it.
