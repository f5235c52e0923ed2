namespace WedSync.CacheService.Connections;

/// <summary>How many connections clients may have open to the API, in all and from one address.</summary>
internal readonly record struct ConnectionLimits(int InAll, int PerAddress)
{
    /// <summary>Default of <see cref="InAll"/> where the process may open enough files.</summary>
    public const int MostByDefault = 20_000;

    public const int Fewest = 16;

    /// <summary>
    /// Files for everything else: assemblies (two each, some 250 in all, and some are loaded only when they are first needed), connections to
    /// Redis (two a node, and while they are replaced), the metrics' port, logs.
    /// </summary>
    public const int ReservedFiles = 512;

    /// <summary>Connections to the port of the metrics, of which a scraper needs one.</summary>
    public static readonly ConnectionLimits Metrics = new(64, 64);

    public static ConnectionLimits Default => new(MostByDefault, MostByDefault / 2);

    /// <summary>The most connections that a limit of files leaves room for.</summary>
    public static int RoomWithin(long? openFiles) =>
        openFiles is { } files ? (int)Math.Clamp(files - ReservedFiles, 0, int.MaxValue) : int.MaxValue;
}
