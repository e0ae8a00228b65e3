"""The audit log: what was done, by whom, when; append-only, each entry holding the hash of the one before."""
