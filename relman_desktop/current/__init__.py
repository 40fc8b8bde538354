"""The current ticket, as a session holds it: the parts of which `Session` is made.

held      the ticket, its change, what is known and drafted
drafts    the proposals, what a model is asked, the questions
acts      what the person does to the ticket
judged    its risk, its time, its checks, its advice, its way into change systems
"""
