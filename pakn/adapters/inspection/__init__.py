"""What a file is, by its content; and the same file without what it tells of its maker."""

from pakn.adapters.inspection.inspector import ContentInspector

__all__ = ["ContentInspector"]
