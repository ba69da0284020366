using System.IO.Hashing;
using System.Text;
using CsCheck;
using Ledger.Access.Apps;
using Ledger.Access.Keys;

namespace Ledger.Decisions.Tests.Access;

public class Keys_look_like_keys
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    [Fact]
    public void A_key_is_prefix_mode_id_and_secret_with_a_checksum()
    {
        Assert.Matches("^lgk_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$", KeyText.Draw(KeyMode.Live).ToString());
        Assert.Matches("^lgk_test_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$", KeyText.Draw(KeyMode.Test).ToString());
    }

    [Fact]
    public void The_checksum_is_the_crc_32_of_all_before_it_in_base_62()
    {
        var text = new KeyText(KeyMode.Live, "0123456789ab", new string('s', KeyText.SecretLength)).ToString();
        var (body, checksum) = (text[..^6], text[^6..]);
        Assert.Equal("lgk_live_0123456789ab_" + new string('s', 43), body);
        Assert.Equal(Crc32.HashToUInt32(Encoding.ASCII.GetBytes(body)), checksum.Aggregate(0u, (number, digit) => (number * 62) + (uint)Digits.IndexOf(digit)));
    }

    [Fact]
    public void A_key_that_was_drawn_reads_back_and_no_two_are_alike()
    {
        var keys = Enumerable.Range(0, 1000).Select(_ => KeyText.Draw(KeyMode.Test)).ToList();
        Assert.All(keys, key => Assert.Equal(key, KeyText.Read(key.ToString())));
        Assert.Equal(1000, keys.Select(k => k.Id).Distinct().Count());
        Assert.Equal(1000, keys.Select(k => k.Secret).Distinct().Count());
    }

    [Fact]
    public void The_largest_secret_of_256_bits_has_room() =>
        Assert.Equal(
            43,
            Base62.Write(new System.Numerics.BigInteger([.. Enumerable.Repeat((byte)255, 32)], isUnsigned: true), KeyText.SecretLength).TrimStart('0').Length);

    /// <summary>Any one character that is wrong, anywhere, is seen without asking anybody.</summary>
    [Fact]
    public void A_typing_error_is_told_from_a_key() => Gen.Select(Gen.Int[0, 70], Gen.Char[Digits]).Sample((at, wrong) =>
    {
        var key = KeyText.Draw(KeyMode.Live).ToString();
        var mistyped = key[..at] + wrong + key[(at + 1)..];
        return mistyped == key || KeyText.Read(mistyped) is null;
    });

    [Theory]
    [InlineData("")]
    [InlineData("lgk_")]
    [InlineData("lgk_live__")]
    [InlineData("lgk_live_0123456789ab_short")]
    [InlineData("ghp_live_0123456789ab_0123456789012345678901234567890123456789012345678")]
    [InlineData("lgk_prod_0123456789ab_0123456789012345678901234567890123456789012345678")]
    [InlineData("lgk_live_0123456789äb_0123456789012345678901234567890123456789012345678")]
    public void What_is_no_key_is_not_read_as_one(string text) => Assert.Null(KeyText.Read(text));

    [Fact]
    public void What_is_long_is_not_even_looked_at() => Assert.Null(KeyText.Read("lgk_live_" + new string('_', 10_000_000)));
}
