"""Study plans for Step 1 and Step 2 CK: weeks and days, built from what the strategy functions give."""
