using WedSync.Core.Entries;
using WedSync.Core.Stamps;

namespace WedSync.Core.Tests.Entries;

public sealed class EntryBasisTests
{
    [Theory]
    [InlineData(10, 0, 10)]
    [InlineData(10, 7, 7)]
    [InlineData(10, 10, 10)]
    [InlineData(10, 11, 10)]
    [InlineData(10, Stamp.MaxValue, 10)]
    public void Basis_OfStoredBytesThatClaimMore_IsTheWriteItself(long stamp, long asOf, long basis)
    {
        var stored = EntryCodec.Encode(new Entry { Origin = "eu-west", Stamp = new Stamp(stamp), AsOf = new Stamp(asOf) }, []);
        Assert.True(EntryCodec.TryDecode(stored, out var entry, out _));
        Assert.Equal(basis, entry!.Basis.Value);
    }
}
