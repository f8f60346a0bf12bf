"""What is typed about programmes, inspections, findings and letters.

What the rules of the field ask for is checked here and in the actions; imported history isn't refused for it.
"""
