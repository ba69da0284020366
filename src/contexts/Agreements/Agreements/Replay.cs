namespace Ledger.Agreements.Agreements;

/// <summary>Folds some of an agreement's events: all but one that is declared erroneous, as a declaration is judged.</summary>
internal static class Replay
{
    public static Agreement? Of(IEnumerable<object> facts)
    {
        Agreement? agreement = null;
        foreach (var fact in facts)
        {
            if (fact is AgreementSigned)
            {
                agreement = new Agreement();
            }

            if (agreement is not null)
            {
                Apply(agreement, fact);
            }
        }

        return agreement;
    }

    private static void Apply(Agreement agreement, object fact)
    {
        switch (fact)
        {
            case AgreementSigned e:
                agreement.Apply(e);
                break;
            case AgreementAmended e:
                agreement.Apply(e);
                break;
            case TermsAgreed e:
                agreement.Apply(e);
                break;
            case TermsErased e:
                agreement.Apply(e);
                break;
            case SubstitutionApproved e:
                agreement.Apply(e);
                break;
            case AgreementClosed e:
                agreement.Apply(e);
                break;
            case CommitmentDrawn e:
                agreement.Apply(e);
                break;
            case CommitmentReleased e:
                agreement.Apply(e);
                break;
            case MilestoneReached e:
                agreement.Apply(e);
                break;
            case MilestoneFellBack e:
                agreement.Apply(e);
                break;
            case MilestoneMissed e:
                agreement.Apply(e);
                break;
            case MilestoneConfirmed e:
                agreement.Apply(e);
                break;
            case MilestoneDisputed e:
                agreement.Apply(e);
                break;
            case MilestoneDisputeWithdrawn e:
                agreement.Apply(e);
                break;
            case MilestoneWaived e:
                agreement.Apply(e);
                break;
        }
    }
}
