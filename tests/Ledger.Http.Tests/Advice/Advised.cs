using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ledger.Http.Tests.Advice;

/// <summary>What refusals say that is followed.</summary>
internal static class Advised
{
    /// <summary>Refused with the code, and with these words: what the test does next.</summary>
    public static Reply MustAdvise(this Reply reply, int status, string code, string words, [CallerMemberName] string test = "")
    {
        Of(reply.MustRefuse(status, code).Json, code, words, null, test);
        return reply;
    }

    /// <param name="about">What the advice is about: the problem's code, or the contract of a fact.</param>
    public static void Of(JsonElement problem, string about, string words, Scene? scene, string test)
    {
        var (title, detail) = (problem.TextOrNull("title") ?? "", problem.Text("detail"));
        Assert.Contains(words, $"{title} {detail}", StringComparison.Ordinal);
        Followed.Note(test, about, detail, scene);
    }
}
