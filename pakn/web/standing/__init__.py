"""The standing body at its desk: intake, triage, checking of answers (NĐ 20/2008 Đ9, Đ19)."""
