namespace WedSync.CacheService.Overload;

/// <summary>
/// Bounds the bytes of bodies that a pod holds for clients: those that arrive and are not complete, and those that wait to be read.
/// A client that is slow on either side holds them for as long as it likes to be, whatever its requests cost otherwise.
/// </summary>
/// <param name="perTenant">Bytes that one tenant may hold; all together hold twice as many at most.</param>
internal sealed class ByteBudget(long perTenant)
{
    private readonly FairPool _pool = new(perTenant, generosity: 1);

    public long Used => _pool.Used;

    /// <summary>An account to count on; disposing it gives back what it holds.</summary>
    public Account Open(string tenant) => new(_pool, tenant);

    internal sealed class Account(FairPool pool, string tenant) : IDisposable
    {
        private long _held;

        /// <summary>Holds so many bytes from now on. False when that is over the bound: it holds what it held.</summary>
        public bool TryHold(long bytes)
        {
            var more = bytes - _held;
            if (more > 0 && !pool.TryTake(tenant, more)) return false;
            if (more < 0) pool.Give(tenant, -more);
            _held = bytes;
            return true;
        }

        public void Dispose() => TryHold(0);
    }
}
