namespace WedSync.Fuzzer.Generation;

/// <summary>Choices of one request: the same seed and number always draw the same.</summary>
internal sealed class Draw(int seed, long number)
{
    // Any odd constant spreads neighbouring numbers; this one is the golden ratio's.
    private readonly Random _random = new(unchecked((int)(seed * 397L ^ number * 0x9E3779B1L)));

    public bool Chance(double share) => _random.NextDouble() < share;

    public int Below(int count) => _random.Next(count);

    public int Between(int least, int most) => _random.Next(least, most + 1);

    public T Of<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
