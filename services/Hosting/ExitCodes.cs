namespace WedSync.Hosting;

/// <summary>Exit codes of the services' processes; those over 63 are the ones of sysexits.h.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>It was refused or failed; the message says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>The environment or a mounted file is wrong.</summary>
    public const int Configuration = 78;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = 143;
}
