using System.Runtime.Versioning;
using System.Text;
using Ledger.Cli.Shared;

namespace Ledger.Cli.Tests.Shared;

/// <summary>Goal: what the tool writes is its owner's, whole or not there, and nothing else is replaced by it. Method: each kind of target.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class Files_that_are_written : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("ledger-out-").FullName;

    public void Dispose() => Directory.Delete(_directory, true);

    [Fact]
    public async Task A_file_is_for_its_owner_alone_also_where_another_was_before()
    {
        await File.WriteAllTextAsync(At("old"), "before");
        File.SetUnixFileMode(At("old"), UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        foreach (var name in new[] { "new", "old" })
        {
            await WriteAsync(At(name), "text");
            Assert.Equal("text", await File.ReadAllTextAsync(At(name)));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At(name)));
        }

        Assert.Equal(2, Directory.GetFiles(_directory).Length);
    }

    [Fact]
    public async Task So_is_a_simulation_whole_and_the_same_as_on_stdout()
    {
        const string simulate = "ledger simulate --units 1000 --out";
        var (code, said, error) = await Tool.RunAsync($"cd {_directory}; {simulate} deal && {simulate} - | cmp - deal");
        Assert.True(code == 0 && said.Length == 0, error);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(At("deal")));
        Assert.Equal([At("deal")], Directory.GetFiles(_directory));
    }

    [Fact]
    public async Task A_link_stays_and_what_it_leads_to_is_written()
    {
        File.CreateSymbolicLink(At("link"), At("target"));
        File.CreateSymbolicLink(At("link of link"), At("link"));
        await WriteAsync(At("link of link"), "text");
        Assert.Equal("text", await File.ReadAllTextAsync(At("target")));
        Assert.Equal(At("target"), new FileInfo(At("link")).LinkTarget);
        Assert.Equal(At("link"), new FileInfo(At("link of link")).LinkTarget);
    }

    [Fact]
    public async Task A_pipe_is_written_to_and_stays()
    {
        var (code, said, error) = await Tool.RunAsync(
            $"cd {_directory}; mkfifo pipe; cat pipe & ledger simulate --units 1000 --out pipe; wait; test -p pipe && echo stayed");
        Assert.True(code == 0 && said.Contains("OpenBook", StringComparison.Ordinal) && said.EndsWith("stayed\n", StringComparison.Ordinal), error);
    }

    [Fact]
    public async Task A_device_is_written_to_and_stays()
    {
        File.CreateSymbolicLink(At("nowhere"), "/dev/null");
        await WriteAsync(At("nowhere"), "text");
        await WriteAsync("/dev/null", "text");
        Assert.Equal("", await File.ReadAllTextAsync("/dev/null"));
        var (_, said, _) = await Tool.RunAsync("ledger simulate --units 1000 --out /dev/stdout | head -c 20; test -c /dev/null && echo stayed");
        Assert.Contains("stayed", said, StringComparison.Ordinal);
        Assert.Contains("{", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_finished_is_as_it_was()
    {
        await File.WriteAllTextAsync(At("kept"), "before");
        await Assert.ThrowsAsync<IOException>(() => OutputFile.WriteAsync<int>(At("kept"), async file =>
        {
            await file.WriteAsync("half"u8.ToArray());
            throw new IOException("the other half never came");
        }));
        Assert.Equal("before", await File.ReadAllTextAsync(At("kept")));
        Assert.Equal([At("kept")], Directory.GetFiles(_directory));
    }

    private string At(string name) => Path.Combine(_directory, name);

    private static Task WriteAsync(string path, string text) => OutputFile.WriteAsync(path, Encoding.UTF8.GetBytes(text), CancellationToken.None);
}
