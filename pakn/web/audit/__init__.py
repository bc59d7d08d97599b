"""The auditor: what was done, who opened personal data, whether history is whole."""
