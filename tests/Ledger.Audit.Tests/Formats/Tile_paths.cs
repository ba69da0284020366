using CsCheck;
using Ledger.Sealing.Tiles;

namespace Ledger.Audit.Tests.Formats;

public class Tile_paths
{
    [Fact]
    public void Come_back_from_their_texts() =>
        Gen.Select(Gen.Int[-1, TilePath.MaxLevel], Gen.Long[0, 1L << 55], Gen.Int[1, 256]).Sample((level, index, width) =>
            new TilePath(level, index, width) == TilePath.Parse(new TilePath(level, index, width).ToString()));

    [Theory]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(0, 1234, 5, "tile/0/x001/234.p/5")]
    [InlineData(-1, 0, 256, "tile/entries/000")]
    [InlineData(1, 999, 255, "tile/1/999.p/255")]
    public void Are_written_as_the_standard_says(int level, long index, int width, string text) =>
        Assert.Equal(text, new TilePath(level, index, width).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("tile/0/0")]
    [InlineData("tile/00/000")]
    [InlineData("tile/8/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/x000")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/05")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/../000")]
    [InlineData("tile/0/x001/x002/x003/x004/x005/x006/x007/008")]
    [InlineData("/tile/0/000")]
    [InlineData("tile/0/٠٠٠")]
    public void Have_one_spelling(string text) => Assert.Null(TilePath.TryParse(text));

    /// <summary>The example of the standard: a tree of 70,000 leaves.</summary>
    [Fact]
    public void Cover_a_tree()
    {
        var tiles = TilePath.OfTree(70_000).ToList();
        Assert.Equal(273, tiles.Count(tile => tile is { Level: 0, IsFull: true }));
        Assert.Equal(["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"], tiles.Skip(273).Select(tile => tile.ToString()));
        Assert.Equal(["tile/0/000", "tile/1/000.p/1"], TilePath.OfTree(256).Select(tile => tile.ToString()));
        Assert.Empty(TilePath.OfTree(0));
    }
}
