using System.Globalization;
using Microsoft.Net.Http.Headers;
using WedSync.CacheService.Caching;
using WedSync.Core.Keyspace;

namespace WedSync.CacheService.Api;

/// <summary>What the headers of a put say, checked; all faults at once.</summary>
internal sealed class PutHeaders
{
    private readonly List<string> _errors = [];
    private readonly IHeaderDictionary _headers;

    public PutHeaders(IHeaderDictionary headers)
    {
        _headers = headers;
        Tags = ReadTags();
        Subject = ReadSubject();
        Residency = Word(Wire.Residency);
        QueryType = Word(Wire.QueryType);
        Stage = Word(Wire.Stage);
        IsNegative = ReadSwitch(Wire.Negative);
        Ttl = ReadTtl(IsNegative ? Lifetime.MaxNegative : Lifetime.Max);
        Quality = ReadQuality();
        IsReplicated = ReadDurability();
        Lease = ReadLease();
        ContentType = ReadContentType();
    }

    public IReadOnlyList<string> Errors => _errors;

    public string[] Tags { get; }

    public string Subject { get; }

    public string Residency { get; }

    public string QueryType { get; }

    public string Stage { get; }

    public TimeSpan? Ttl { get; }

    public bool IsNegative { get; }

    public double? Quality { get; }

    public bool IsReplicated { get; }

    public LeaseTicket? Lease { get; }

    public string ContentType { get; }

    private string Single(string name, int max, string allowed)
    {
        var values = _headers[name];
        if (values.Count == 0) return "";
        var value = values.Count == 1 ? values[0]! : "";
        if (value.Length > 0 && value.Length <= max && !value.Any(char.IsControl)) return value;
        Reject(name, values.ToString(), allowed);
        return "";
    }

    private string Word(string name)
    {
        var value = Single(name, 64, "lower-case letters, digits, - _ and /, at most 64");
        if (!KeyRules.IsWord(value)) Reject(name, value, "lower-case letters, digits, - _ and /, at most 64");
        return value;
    }

    private string[] ReadTags()
    {
        var values = _headers[Wire.Tags];
        if (values.Count == 0) return [];
        var tags = values.ToString().Split(',', StringSplitOptions.TrimEntries);
        if (tags.Length > KeyRules.MaxTags) Reject(Wire.Tags, $"{tags.Length} tags", $"at most {KeyRules.MaxTags}");
        foreach (var tag in tags)
        {
            if (!KeyRules.IsTag(tag)) Reject(Wire.Tags, tag, $"1 to {KeyRules.MaxTag} of {KeyRules.Allowed}, separated by commas");
        }

        return tags;
    }

    private string ReadSubject()
    {
        var values = _headers[Wire.Subject];
        if (values.Count == 0) return "";
        if (values.Count == 1 && SubjectId.TryNormalise(values[0]!, out var subject)) return subject;
        Reject(Wire.Subject, values.ToString(), SubjectId.Allowed);
        return "";
    }

    private TimeSpan? ReadTtl(TimeSpan longest)
    {
        var text = Single(Wire.Ttl, 16, "seconds");
        if (text.Length == 0) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0 && seconds <= longest.TotalSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        Reject(Wire.Ttl, text, $"whole seconds from 1 to {(int)longest.TotalSeconds}{(IsNegative ? $", with {Wire.Negative}" : "")}");
        return null;
    }

    private bool ReadSwitch(string name)
    {
        var text = Single(name, 8, "true or false");
        if (text is "" or "true" or "false") return text == "true";
        Reject(name, text, "true or false");
        return false;
    }

    private double? ReadQuality()
    {
        var text = Single(Wire.Quality, 16, "a number from 0 to 1");
        if (text.Length == 0) return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var score) && score is >= 0 and <= 1) return score;
        Reject(Wire.Quality, text, "a number from 0 to 1");
        return null;
    }

    private bool ReadDurability()
    {
        var text = Single(Wire.Durability, 16, "local or replicated");
        if (text is "" or "local" or "replicated") return text == "replicated";
        Reject(Wire.Durability, text, "local or replicated");
        return false;
    }

    private LeaseTicket? ReadLease()
    {
        var text = Single(Wire.Lease, LeaseTicket.MaxLength, "the lease that a lookup returned");
        if (text.Length == 0) return null;
        if (LeaseTicket.TryParse(text, out var ticket)) return ticket;
        Reject(Wire.Lease, text, "the lease that a lookup returned");
        return null;
    }

    private string ReadContentType()
    {
        var text = _headers.ContentType.ToString();
        if (text.Length == 0) return "";
        if (text.Length <= 255 && text.All(c => c is >= ' ' and < (char)127) && MediaTypeHeaderValue.TryParse(text, out _)) return text;
        Reject("Content-Type", text, "a media type of at most 255 ASCII characters");
        return "";
    }

    private void Reject(string name, string value, string allowed) =>
        _errors.Add($"{name} is '{(value.Length > 80 ? value[..80] + "…" : value)}'; allowed: {allowed}.");
}
