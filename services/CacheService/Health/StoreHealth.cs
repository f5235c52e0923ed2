namespace WedSync.CacheService.Health;

/// <summary>What the primaries of the region's store do, reads apart from writes.</summary>
/// <param name="Primaries">How many there are.</param>
/// <param name="Reading">How many answer reads.</param>
/// <param name="Writing">How many take writes.</param>
/// <param name="Refusal">Why one takes no writes; empty = all do.</param>
internal sealed record StoreHealth(int Primaries, int Reading, int Writing, string Refusal)
{
    public static readonly StoreHealth Unknown = new(0, 0, 0, "");

    public string Reads => Reading == Primaries ? "ok" : $"{Reading} of {Primaries} primaries answer";

    public string Writes => Writing == Primaries ? "ok" : $"{Writing} of {Primaries} primaries take writes: {Refusal}";

    public double ReadingShare => Share(Reading);

    public double WritingShare => Share(Writing);

    // Nothing is known before the first look: no alarm.
    private double Share(int part) => Primaries == 0 ? 1 : part / (double)Primaries;
}
