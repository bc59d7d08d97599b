"""The reference data that a new database starts from: files and a plain reader."""
