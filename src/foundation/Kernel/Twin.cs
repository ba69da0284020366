using System.Globalization;

namespace Ledger.Kernel;

/// <summary>
/// The code of a book's twin, in which test keys work: the book's own with the generation of the twin after a ~, which no book's code can hold. So a twin has
/// no address; only a test key leads into it.
/// </summary>
public static class Twin
{
    private const char Sign = '~';

    /// <param name="generation">How often the sandbox was wiped: each time the next twin takes the place of the last, of which nothing is deleted.</param>
    public static string CodeOf(string book, long generation) => string.Create(CultureInfo.InvariantCulture, $"{book}{Sign}{generation}");

    public static bool Is(string? code) => code?.Contains(Sign) == true;

    /// <summary>The book itself.</summary>
    public static string BookOf(string code) => code.Split(Sign)[0];

    public static string GenerationOf(string code) => code.Split(Sign)[1];
}

/// <summary>Marks a command about the book itself that a test caller may post too: it is recorded in the book, never in its twin.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NotInTwinAttribute : Attribute;
