using System.Globalization;

namespace Ledger.Bench;

/// <summary>Processor seconds that a process and its children have used: what wall time hides on a machine that others use too.</summary>
internal static class CpuClock
{
    private const double TicksPerSecond = 100;

    public static double SecondsOf(int processId) => Fields(processId) is { } stat ? (Parse(stat[11]) + Parse(stat[12])) / TicksPerSecond : 0;

    /// <summary>PostgreSQL: the postmaster, its running children, and those that have ended.</summary>
    public static double SecondsOfTree(int processId)
    {
        var total = SecondsOf(processId);
        if (Fields(processId) is { } stat)
        {
            total += (Parse(stat[13]) + Parse(stat[14])) / TicksPerSecond;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName))
        {
            if (int.TryParse(folder, CultureInfo.InvariantCulture, out var child) && Fields(child) is { } of
                && of[1] == processId.ToString(CultureInfo.InvariantCulture))
            {
                total += SecondsOf(child);
            }
        }

        return total;
    }

    /// <summary>The fields of /proc/PID/stat after the name, which may hold spaces; null when the process has ended.</summary>
    private static string[]? Fields(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double Parse(string ticks) => double.Parse(ticks, CultureInfo.InvariantCulture);
}
