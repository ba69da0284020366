using System.Runtime.InteropServices;

namespace Ledger.Cli.Shared;

/// <summary>
/// Notices that nobody reads stdout any more, as after <c>| head -1</c>. The runtime says nothing of that, not even when something is written; so the system
/// is asked.
/// </summary>
internal sealed class OutputClosed : IDisposable
{
    private const short Gone = 0x8 | 0x10 | 0x20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _either;
    private readonly Timer? _timer;

    public OutputClosed(CancellationToken cancel)
    {
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (Console.IsOutputRedirected && !OperatingSystem.IsWindows())
        {
            _timer = new Timer(_ => Look(), null, Interval, Interval);
        }
    }

    /// <summary>Ends with what it was made of, or when the reader is gone.</summary>
    public CancellationToken Token => _either.Token;

    public bool HasHappened { get; private set; }

    public void Dispose()
    {
        _timer?.Dispose();
        _either.Dispose();
    }

    private void Look()
    {
        var stdout = new PollFile { File = 1 };
        if (Poll(ref stdout, 1, 0) > 0 && (stdout.Found & Gone) != 0)
        {
            HasHappened = true;
            try
            {
                _either.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The verb has just ended by itself.
            }
        }
    }

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollFile files, nuint count, int timeoutMs);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFile
    {
        public int File;
        public short Wanted;
        public short Found;
    }
}
