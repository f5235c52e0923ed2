using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using WedSync.Core.Entries;
using WedSync.Core.Keyspace;
using WedSync.Core.Redis;
using WedSync.TestKit.Redis;

namespace WedSync.Bench;

/// <summary>Writes a second through the library's function, against plain SET of the same values on the same primary (AOF, a replica).</summary>
internal static class WriteBenchmark
{
    private const int Connections = 32;
    private const int Commands = 64;

    // A command a round trip is how a plain client writes; a multiplexer under load sends several at once.
    private static readonly int[] Depths = [1, 8];
    private const int Partition = 1;

    public static async Task<BenchReport> RunAsync(BenchSettings settings)
    {
        await Tools.EnsureAsync("redis-server");
        await using var cluster = await TestRedisCluster.StartAsync();
        await using var redis = await RedisCluster.ConnectAsync(cluster.Settings);
        var ids = Enumerable.Range(0, int.MaxValue).Select(i => EntryId.ForKey("acme", $"w{i}")).Where(id => Partitions.Of(id) == Partition).Take(Connections * Commands).ToArray();
        var primary = await cluster.PrimaryOfAsync(ids[0]);
        var results = new Dictionary<string, List<double>>();
        for (var round = -1; round < settings.Rounds; round++)
        {
            foreach (var depth in Depths)
            {
                foreach (var (name, create) in new (string, Func<string, byte[]>)[] { ("SET", Set), ("function", Function) })
                {
                    var rate = await MeasureAsync(primary.Port, ids, create, new Load(settings.Seconds, depth));
                    if (round >= 0) (results.TryGetValue(Label(name, depth), out var rates) ? rates : results[Label(name, depth)] = []).Add(rate);
                }
            }
        }

        return new BenchReport(
            "cache-write",
            results.ToDictionary(pair => pair.Key, pair => BenchReport.Median(pair.Value)),
            "writes/s",
            [new("function over SET", Ratio(results, 1), ">=", 0.4), new("the same, 8 commands at once", Ratio(results, 8))]);
    }

    private static double Ratio(Dictionary<string, List<double>> results, int depth) =>
        BenchReport.Median(results[Label("function", depth)].Zip(results[Label("SET", depth)], (function, set) => function / set));

    private static string Label(string name, int depth) => depth == 1 ? name : $"{name}, {depth} at once";

    private static async Task<double> MeasureAsync(int port, string[] ids, Func<string, byte[]> create, Load load)
    {
        var started = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(load.Seconds));
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => Task.Run(() =>
            WriteAsync(port, ids.Skip(i * Commands).Take(Commands).Select(create).ToArray(), load.Depth, stop.Token))));
        return counts.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<long> WriteAsync(int port, byte[][] commands, int depth, CancellationToken stop)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port, CancellationToken.None);
        var stream = client.GetStream();
        var buffer = new byte[4096];
        var replyLength = await ReplyLengthAsync(stream, commands[0], buffer);
        var batches = commands.Chunk(depth).Select(chunk => chunk.SelectMany(bytes => bytes).ToArray()).ToArray();
        var count = 0L;
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            await stream.WriteAsync(batches[i % batches.Length], CancellationToken.None);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, replyLength * depth), CancellationToken.None);
            if (buffer[0] == '-') throw new InvalidOperationException(Encoding.ASCII.GetString(buffer, 0, replyLength));
            count += depth;
        }

        return count;
    }

    // Replies to one command have one length: OK, or a list of ok and a stamp of 16 digits.
    private static async Task<int> ReplyLengthAsync(NetworkStream stream, byte[] command, byte[] buffer)
    {
        await stream.WriteAsync(command);
        var length = await stream.ReadAsync(buffer);
        if (buffer[0] == '-') throw new InvalidOperationException(Encoding.ASCII.GetString(buffer, 0, length));
        return length;
    }

    private static byte[] Value(string id) => EntryCodec.Encode(
        new Entry { Origin = "us-east", ExpiresAt = Expiry, FreshUntil = Expiry, StaleUntil = Expiry, WriteId = (ulong)id.GetHashCode(StringComparison.Ordinal) | 1 },
        new byte[BareServer.BodyLength]);

    private static long Expiry => DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds();

    private static byte[] Set(string id) =>
        Command("SET"u8.ToArray(), Utf8($"x:{{{Partition}}}:{id}"), Value(id), "PXAT"u8.ToArray(), Utf8(Expiry.ToString(CultureInfo.InvariantCulture)));

    // The write id given differs from the stored one, so that every call is a new write.
    private static byte[] Function(string id)
    {
        var value = Value(id);
        return Command(
            "FCALL"u8.ToArray(), Utf8(FunctionLibrary.Function("write")), "4"u8.ToArray(),
            Utf8(Partitions.EntryKey(Partition, id)), Utf8(Partitions.ClockKey(Partition)), Utf8(Partitions.LeaseKey(Partition, id)),
            Utf8(Partitions.IndexKey(Partition, "us-east")),
            Utf8(Partition.ToString(CultureInfo.InvariantCulture)), Utf8(id), value[..2], value[10..],
            Utf8(Expiry.ToString(CultureInfo.InvariantCulture)), "0"u8.ToArray(), [], "us-east"u8.ToArray(), "8 bytes!"u8.ToArray(), [],
            "0"u8.ToArray(), "0"u8.ToArray(), "0"u8.ToArray(), "0"u8.ToArray());
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Command(params byte[][] parts)
    {
        using var stream = new MemoryStream();
        stream.Write(Utf8($"*{parts.Length}\r\n"));
        foreach (var part in parts)
        {
            stream.Write(Utf8($"${part.Length}\r\n"));
            stream.Write(part);
            stream.Write("\r\n"u8);
        }

        return stream.ToArray();
    }

    /// <param name="Seconds">How long.</param>
    /// <param name="Depth">Commands that a connection sends before it reads their replies.</param>
    private sealed record Load(int Seconds, int Depth);
}
