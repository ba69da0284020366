using System.Text.Json;
using Ledger.Client.Contracts;

namespace Ledger.Client.Tests;

public class Commands_as_JSON
{
    [Theory]
    [InlineData(null, """{"batch":"B-1","receipt":"R-1"}""")]
    [InlineData(false, """{"batch":"B-1","receipt":"R-1","final":false}""")]
    public void What_the_sender_leaves_out_is_left_to_the_ledger(bool? isFinal, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(new ReceiveBatch("B-1", "R-1", Final: isFinal), LedgerJson.Options));
    }

    [Fact]
    public void Every_command_can_be_written_and_none_can_change_how_it_is_done()
    {
        foreach (var type in typeof(ICommand).Assembly.GetTypes().Where(type => type is { IsClass: true } && type.IsAssignableTo(typeof(ICommand))))
        {
            Assert.Contains(LedgerJson.Options.GetTypeInfo(type).Properties, member => member.Name == "occurredAt");
        }

        Assert.Throws<InvalidOperationException>(() => LedgerJson.Options.WriteIndented = true);
    }
}
