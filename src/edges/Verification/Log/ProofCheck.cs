using Ledger.Sealing.Notes;
using Ledger.Verification.Bundles;
using Ledger.Verification.Entries;
using Ledger.Verification.Findings;

namespace Ledger.Verification.Log;

/// <summary>The proofs that came with the bundle: each must lead from its leaf to the very head that is verified.</summary>
internal static class ProofCheck
{
    public static long Run(Bundle bundle, Checkpoint head, LeafTable leaves, FindingList findings)
    {
        long count = 0;
        foreach (var name in bundle.Names.Where(name => Parts.ProofOf(name) is not null).ToList())
        {
            count++;
            var index = Parts.ProofOf(name)!.Value;
            if (Problem(bundle.ReadText(name), index, head, leaves) is { } problem)
            {
                findings.Add(
                    new(Rule.L2, index < leaves.LeavesCount ? leaves.NameOf((int)index) : null, $"the proof {name}",
                    "a proof of this leaf under the checkpoint", problem));
            }
        }

        return count;
    }

    private static string? Problem(string text, long index, Checkpoint head, LeafTable leaves)
    {
        try
        {
            var proof = InclusionProofText.Parse(text);
            return proof.Index != index || index >= leaves.LeavesCount ? $"a proof of leaf {proof.Index}"
                : Checkpoint.Parse(Note.Parse(proof.Note).Text) != head ? "a proof under another head"
                : proof.Proves(leaves.HashOf((int)index)) ? null : "a proof that does not lead to the root";
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
