using WedSync.Contracts.Quantities;

namespace WedSync.Platform.Tests.Costing;

public sealed class BinaryQuantityTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("4096", 4096L)]
    [InlineData("1Ki", 1024L)]
    [InlineData("512Mi", 536_870_912L)]
    [InlineData("16Gi", 17_179_869_184L)]
    [InlineData("2Ti", 2_199_023_255_552L)]
    public void Parse_BinaryUnits_GivesBytes(string text, long bytes) => Assert.Equal(bytes, BinaryQuantity.Parse(text).Bytes);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Gi")]
    [InlineData("-1Gi")]
    [InlineData("1.5Gi")]
    [InlineData("16G")]
    [InlineData("16GB")]
    [InlineData("16gi")]
    [InlineData(" 16Gi")]
    [InlineData("16Gi ")]
    [InlineData("9000000Ti")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(BinaryQuantity.TryParse(text, out _));

    [Fact]
    public void Parse_BadText_SaysValueAllowedAndFix()
    {
        var error = Assert.Throws<FormatException>(() => BinaryQuantity.Parse("16GB"));
        Assert.Equal("'16GB' is not a memory quantity; allowed: whole bytes or binary units Ki, Mi, Gi, Ti. Write it like 16Gi.", error.Message);
    }

    [Fact]
    public void ToString_OfAnyQuantity_ReadsBackTheSame()
    {
        var random = new Random(20260401);
        for (var i = 0; i < 1000; i++)
        {
            var quantity = new BinaryQuantity(random.NextInt64(1L << 50));
            Assert.Equal(quantity, BinaryQuantity.Parse(quantity.ToString()));
        }
    }

    [Theory]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1536Mi", "1536Mi")]
    [InlineData("1048576Ki", "1Gi")]
    public void ToString_UsesTheLargestUnitThatDivides(string text, string expected) =>
        Assert.Equal(expected, BinaryQuantity.Parse(text).ToString());

    [Fact]
    public void Gibibytes_OfMebibytes_IsExact() => Assert.Equal(1.5m, BinaryQuantity.Parse("1536Mi").Gibibytes);
}
