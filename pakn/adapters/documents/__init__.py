"""Administrative documents by NĐ 30/2020/NĐ-CP: .docx, PDF, and their words for a preview."""
