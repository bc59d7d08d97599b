"""Use cases: one public function is one act; the caller's transaction holds it whole."""
