using Ledger.Door.Refusals;

namespace Ledger.Decisions.Tests.Platform;

public class Pointers_lead_to_the_field
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("Batch", "/batch")]
    [InlineData("OrderLine", "/orderLine")]
    [InlineData("Lines[0].Quantity", "/lines/0/quantity")]
    [InlineData("Units[12].Serials[3]", "/units/12/serials/3")]
    [InlineData("Position.Room", "/position/room")]
    [InlineData(".lines[0].quantity", "/lines/0/quantity")]
    [InlineData(".lines[0]['odd.name']", "/lines/0/odd.name")]
    [InlineData("['a/b~c']", "/a~1b~0c")]
    public void From_the_path_of_a_validator_or_of_the_reader(string? path, string pointer) => Assert.Equal(pointer, JsonPointer.Of(path));
}
