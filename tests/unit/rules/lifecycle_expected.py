"""The life of a case written down a second time, from the design and not from the table.

One line for each state and act: state | act | who | where to. `desk` is intake clerk and triage
officer; `directors` are standing member, standing deputy, head and assistant.
"""

EXPECTED = """
received | ask_supplement | desk | awaiting_supplement
received | not_accept | triage_officer unit_lead | not_accepted
received | guide | triage_officer | guided
received | transfer_denunciation | triage_officer unit_lead | transferred_denunciation
received | answer_question | triage_officer | question_answered
received | file_without_handling | triage_officer unit_lead | filed_without_handling
received | quarantine | desk unit_lead | quarantined
received | forward | triage_officer records_clerk | forwarded
received | seek_direction | triage_officer unit_lead | awaiting_direction
received | answer_directly | unit_lead signer | answered
received | merge | triage_officer | merged
received | split | triage_officer | split
received | withdraw | petitioner desk | withdrawn
awaiting_supplement | supply | petitioner desk | in_progress
awaiting_supplement | lapse | system | in_progress
awaiting_supplement | quarantine | desk unit_lead | quarantined
awaiting_supplement | withdraw | petitioner desk | withdrawn
awaiting_direction | direct_forward | directors | forwarded
awaiting_direction | direct_answer | directors | answered
awaiting_direction | raise_level | directors | awaiting_direction
awaiting_direction | transfer_denunciation | triage_officer unit_lead | transferred_denunciation
awaiting_direction | withdraw | petitioner desk | withdrawn
forwarded | accept | agency_focal agency_approver desk | in_progress
forwarded | deem_accepted | system | in_progress
forwarded | return_case | agency_focal agency_approver desk | returned
forwarded | recall | triage_officer unit_lead | received
forwarded | contest_jurisdiction | agency_approver desk | awaiting_direction
forwarded | withdraw | petitioner desk | withdrawn
in_progress | answer | agency_focal agency_approver desk | answered
in_progress | ask_supplement | agency_focal agency_unit agency_approver | awaiting_supplement
in_progress | extend | agency_approver unit_lead | in_progress
in_progress | add_coordinating | triage_officer unit_lead | in_progress
in_progress | return_case | unit_lead | returned
in_progress | withdraw | petitioner desk | withdrawn
returned | forward | triage_officer records_clerk | forwarded
returned | decide_jurisdiction | unit_lead | forwarded
returned | seek_direction | triage_officer unit_lead | awaiting_direction
returned | transfer_denunciation | triage_officer unit_lead | transferred_denunciation
returned | withdraw | petitioner desk | withdrawn
answered | release | publisher | closed
answered | send_back | publisher unit_lead | in_progress
answered | withdraw | petitioner desk | withdrawn
closed | rate | petitioner | closed
closed | appeal | petitioner | received
closed | reopen | unit_lead | in_progress
closed | correct | publisher | closed
split | close_joined | publisher | closed
split | withdraw | petitioner desk | withdrawn
not_accepted | appeal | petitioner | received
merged | unmerge | triage_officer | received
quarantined | lift_quarantine | unit_lead | received
quarantined | file_without_handling | unit_lead | filed_without_handling
quarantined | withdraw | unit_lead | withdrawn
"""

_GROUPS = {
    "desk": {"intake_clerk", "triage_officer"},
    "directors": {"standing_member", "standing_deputy", "head", "assistant"},
}


def expected_table() -> dict[tuple[str, str], tuple[set[str], str]]:
    """(state, act) to (roles, target), as plain words."""
    table: dict[tuple[str, str], tuple[set[str], str]] = {}
    for line in EXPECTED.strip().splitlines():
        state, act, who, target = (part.strip() for part in line.split("|"))
        assert (state, act) not in table
        roles: set[str] = set()
        for word in who.split():
            roles |= _GROUPS.get(word, {word})
        table[state, act] = (roles, target)
    return table
