using Google.Protobuf;
using WedSync.Core.Entries;
using WedSync.Core.Redis;
using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;
using Item = WedSync.SyncWorker.Protocol.Item;
using Version = WedSync.Core.Stamps.Version;

namespace WedSync.SyncWorker.Transport;

/// <summary>Between the protocol's records and the wire's.</summary>
internal static class WireMapping
{
    public static Wire.State ToWire(PartitionState state)
    {
        var wire = new Wire.State
        {
            Region = state.Region,
            Partition = (uint)state.Partition,
            Generation = state.Generation,
            Clock = (ulong)state.Clock.Value,
            Returned = (ulong)state.Returned,
            HasEvicted = state.HasEvicted,
        };
        wire.Cursors.AddRange(state.Cursors.Select(ToWire));
        wire.Heard.AddRange(state.Heard.Select(ToWire));
        wire.Floors.AddRange(state.Floors.Select(ToWire));
        wire.Evicted.AddRange(state.Evicted.Select(ToWire));
        return wire;
    }

    public static PartitionState FromWire(Wire.State state) => new()
    {
        Region = state.Region,
        Partition = Partition(state.Partition),
        Generation = state.Generation,
        Clock = ToStamp(state.Clock),
        Returned = (long)state.Returned,
        HasEvicted = state.HasEvicted,
        Cursors = FromWire(state.Cursors),
        Heard = FromWire(state.Heard),
        Floors = FromWire(state.Floors),
        Evicted = FromWire(state.Evicted),
    };

    public static Wire.ReaderMessages ToWire(IReadOnlyList<ReaderMessage> messages)
    {
        var wire = new Wire.ReaderMessages();
        foreach (var message in messages)
        {
            switch (message)
            {
                case ReaderMessage.Follow follow:
                    wire.Follows.Add(new Wire.FollowMessage
                    {
                        State = ToWire(follow.State),
                        Generation = follow.Generation,
                        From = (ulong)follow.From.Value,
                        UpTo = (ulong)(follow.UpTo?.Value ?? 0),
                    });
                    break;
                case ReaderMessage.Acknowledge acknowledge:
                    wire.Acknowledgements.Add(new Wire.AcknowledgeMessage
                    {
                        Partition = (uint)acknowledge.Partition,
                        Generation = acknowledge.Held.Life.Generation,
                        Returned = (ulong)acknowledge.Held.Life.Returned,
                        From = (ulong)acknowledge.Held.From.Value,
                        To = (ulong)acknowledge.Held.To.Value,
                    });
                    break;
            }
        }

        return wire;
    }

    public static IReadOnlyList<ReaderMessage> FromWire(Wire.ReaderMessages messages) =>
    [
        .. messages.Acknowledgements.Select(item => new ReaderMessage.Acknowledge(
            Partition(item.Partition), new HeldStretch(new DataLife(item.Generation, (long)item.Returned), ToStamp(item.From), ToStamp(item.To)))),
        .. messages.Follows.Select(item => new ReaderMessage.Follow(
            FromWire(item.State), item.Generation, ToStamp(item.From), item.UpTo == 0 ? null : ToStamp(item.UpTo))),
    ];

    public static Wire.ChangeBatches ToWire(IReadOnlyList<ChangeBatch> batches)
    {
        var wire = new Wire.ChangeBatches();
        foreach (var batch in batches)
        {
            var item = new Wire.ChangeBatch
            {
                State = ToWire(batch.State),
                From = (ulong)batch.From.Value,
                To = (ulong)batch.To.Value,
                Held = batch.Held,
            };
            item.Records.AddRange(batch.Records.Select(ToWire));
            wire.Batches.Add(item);
        }

        return wire;
    }

    public static IReadOnlyList<ChangeBatch> FromWire(Wire.ChangeBatches batches) =>
        [.. batches.Batches.Select(batch => new ChangeBatch
        {
            State = FromWire(batch.State),
            From = ToStamp(batch.From),
            To = ToStamp(batch.To),
            Records = [.. batch.Records.Select(FromWire)],
            Held = batch.Held,
        })];

    public static Wire.Record ToWire(StoredRecord record) => new() { Id = record.Id, Value = UnsafeByteOperations.UnsafeWrap(record.Value) };

    public static StoredRecord FromWire(Wire.Record record) => new(record.Id, record.Value.Memory);

    public static Wire.Item ToWire(Item item) => new()
    {
        Id = item.Id,
        Stamp = (ulong)item.Version.Stamp.Value,
        Origin = item.Version.Origin,
        WriteId = item.WriteId,
        Traits = (uint)item.Traits,
        Residency = item.Residency,
    };

    public static Item FromWire(Wire.Item item) =>
        new(item.Id, new Version(ToStamp(item.Stamp), item.Origin), item.WriteId, (EntryTraits)item.Traits, item.Residency);

    public static Wire.DigestQuery ToWire(DigestQuery query) => new() { State = ToWire(query.State), Bits = (uint)query.Bits, Root = query.Root };

    public static DigestQuery FromWire(Wire.DigestQuery query) => query.Bits <= Digest.MaxBits
        ? new DigestQuery(FromWire(query.State), (int)query.Bits, query.Root)
        : throw new InvalidDataException($"A digest of {query.Bits} bits; at most {Digest.MaxBits}.");

    public static Wire.DigestAnswer ToWire(DigestAnswer answer)
    {
        var wire = new Wire.DigestAnswer { State = ToWire(answer.State), Equal = answer.Buckets is null, ComparesItself = answer.ComparesItself };
        if (answer.Buckets is { } buckets) wire.Buckets.AddRange(buckets);
        return wire;
    }

    public static DigestAnswer FromWire(Wire.DigestAnswer answer) =>
        new(FromWire(answer.State), answer.Equal ? null : [.. answer.Buckets], answer.ComparesItself);

    public static ApplyAnswer FromWire(Wire.ApplyReply reply) => new([.. reply.Outcomes.Select(outcome => (ApplyOutcome)outcome)]);

    /// <summary>A partition's number from outside.</summary>
    public static int Partition(uint partition) => partition < Core.Keyspace.Partitions.Count
        ? (int)partition
        : throw new InvalidDataException($"Partition {partition}; there are {Core.Keyspace.Partitions.Count}.");

    private static Stamp ToStamp(ulong stamp) =>
        stamp <= Stamp.MaxValue ? new Stamp((long)stamp) : throw new InvalidDataException($"Stamp {stamp}; at most {Stamp.MaxValue}.");

    private static Dictionary<string, Stamp> FromWire(IEnumerable<Wire.OriginStamp> stamps) =>
        stamps.ToDictionary(item => item.Origin, item => ToStamp(item.Stamp), StringComparer.Ordinal);

    private static Wire.OriginStamp ToWire(KeyValuePair<string, Stamp> pair) => new() { Origin = pair.Key, Stamp = (ulong)pair.Value.Value };
}
