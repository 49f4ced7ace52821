"""What residents see: the form that signs up, and their own page behind the signed link."""
