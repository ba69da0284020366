using Ledger.Audit.Tests.Formats;
using Ledger.Sealing.Notes;
using Ledger.Witness;

namespace Ledger.Audit.Tests.Witnesses;

public class The_state_of_a_witness : IDisposable
{
    private static readonly MemoryTree Tree = new(10);
    private readonly WitnessBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Belongs_to_one_process_at_a_time() =>
        Assert.Contains(
            "Another witness", Assert.Throws<IOException>(() => new WitnessState(_bench.StateDirectory, _bench.Key.Verifier)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    public async Task Nothing_is_signed_upon_a_broken_file(string content)
    {
        await _bench.AddAsync(Tree, 0, 5);
        File.WriteAllText(HeadFile(), content);
        await Assert.ThrowsAsync<InvalidDataException>(() => _bench.AddAsync(Tree, 0, 7));
    }

    [Fact]
    public async Task Nothing_is_signed_upon_a_file_that_somebody_else_wrote()
    {
        await _bench.AddAsync(Tree, 0, 7);
        File.WriteAllText(HeadFile(), _bench.Head(Tree, 5));
        await Assert.ThrowsAsync<InvalidDataException>(() => _bench.AddAsync(Tree, 5, 7));
    }

    [Fact]
    public async Task What_a_kill_left_half_written_is_removed_and_the_last_head_stands()
    {
        await _bench.AddAsync(Tree, 0, 5);
        File.WriteAllText(HeadFile() + ".x1y2", "half a he");
        _bench.Restart();
        Assert.Equal(5, _bench.Rule.LastSeen(_bench.Log.Name).Size);
        Assert.Equal(2, Directory.GetFiles(_bench.StateDirectory).Length);
    }

    [Fact]
    public async Task The_last_head_carries_both_signatures()
    {
        await _bench.AddAsync(Tree, 0, 5);
        var policy = WitnessPolicy.All([_bench.Log.Verifier], [new("acme", _bench.Key.Verifier, null)]);
        Assert.True(policy.Judge(File.ReadAllText(HeadFile())).IsTrusted);
    }

    [Fact]
    public void A_key_is_made_once_for_its_owners_eyes()
    {
        var path = Path.Combine(_bench.StateDirectory, "keys", "w.key");
        var key = WitnessKeyFile.Ensure(path, "acme.test/witness");
        Assert.Equal(key.Export(), WitnessKeyFile.Ensure(path, "acme.test/witness").Export());
        Assert.Throws<FormatException>(() => WitnessKeyFile.Ensure(path, "another.test/witness"));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == UnixFileMode.UserRead);
    }

    [Fact]
    public void A_logs_key_is_no_witnesss()
    {
        var path = Path.Combine(_bench.StateDirectory, "log.key");
        File.WriteAllText(path, _bench.Log.Export());
        Assert.Throws<FormatException>(() => WitnessKeyFile.Read(path));
        File.WriteAllText(path, "");
        Assert.Throws<FormatException>(() => WitnessKeyFile.Read(path));
    }

    private string HeadFile() => Directory.GetFiles(_bench.StateDirectory, "*.head").Single();
}
