"""The Task Force: what its members follow, and the overview of those who direct."""
