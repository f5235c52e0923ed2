namespace WedSync.CacheService.Api;

/// <summary>Names of the API's own headers. Whatever else begins with the prefix is refused in a request.</summary>
internal static class Wire
{
    public const string Prefix = "WedSync-";
    public const string Ttl = "WedSync-Ttl";
    public const string Tags = "WedSync-Tags";
    public const string Subject = "WedSync-Subject";
    public const string Residency = "WedSync-Residency";
    public const string QueryType = "WedSync-Query-Type";
    public const string Stage = "WedSync-Wedding-Stage";
    public const string Durability = "WedSync-Durability";
    public const string Negative = "WedSync-Negative";
    public const string Quality = "WedSync-Quality";
    public const string Lease = "WedSync-Lease";
    public const string Failed = "WedSync-Failed";
    public const string IfError = "WedSync-If-Error";

    public const string State = "WedSync-State";
    public const string Stamp = "WedSync-Stamp";
    public const string Key = "WedSync-Key";

    public const string ApiPath = "/v1/";
    public const string EntriesPath = "/v1/entries/";

    /// <summary>Request headers that the API knows.</summary>
    public static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        Ttl, Tags, Subject, Residency, QueryType, Stage, Durability, Negative, Quality, Lease, Failed, IfError,
    };

    /// <summary>Those that are true or false; a put's own are checked with the rest of what it says.</summary>
    public static readonly HashSet<string> Switches = new(StringComparer.OrdinalIgnoreCase) { Failed, IfError };
}
