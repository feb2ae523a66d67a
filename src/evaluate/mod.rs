//! The reference evaluator: does a behaviour comply with the norms in a situation?
