namespace WedSync.LoadGenerator.Schedule;

/// <summary>Numbers of keys by Zipf's law: the key of rank k is asked for in proportion to 1 / k^s.</summary>
public sealed class ZipfKeys
{
    private readonly double[] _cumulative;

    /// <param name="count">Keys, 1 to 10 million.</param>
    /// <param name="exponent">s; 0 = all alike, 1 = as on the web.</param>
    public ZipfKeys(int count, double exponent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        _cumulative = new double[count];
        var sum = 0.0;
        for (var rank = 1; rank <= count; rank++)
        {
            sum += Math.Pow(rank, -exponent);
            _cumulative[rank - 1] = sum;
        }
    }

    /// <summary>The key at a point of the unit interval, 0 = the hottest.</summary>
    public int At(double point)
    {
        var index = Array.BinarySearch(_cumulative, point * _cumulative[^1]);
        return Math.Min(index < 0 ? ~index : index, _cumulative.Length - 1);
    }
}
