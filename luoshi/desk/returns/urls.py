"""The addresses of returns, below /desk/returns/."""

from luoshi.desk.returns.pages import forms, receipts, signing

PAGES = (
    ("desk/returns/", forms.list_units, "returns"),
    ("desk/returns/<str:unit>/", forms.show_form, "form"),
    ("desk/returns/<str:unit>/workbook.xlsx", forms.download_workbook, "workbook"),
    ("desk/returns/<str:unit>/upload/", forms.upload_workbook, "upload"),
    ("desk/returns/<str:unit>/receipts/<int:number>/", receipts.show_receipt, "receipt"),
    ("desk/returns/<str:unit>/sign/", signing.show_signable, "sign"),
)
