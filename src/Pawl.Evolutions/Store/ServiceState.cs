namespace Pawl.Evolutions.Store;

/// <summary>How far one service is. Its word in the database, in JSON and on pages is the name in small letters.</summary>
public enum ServiceState
{
    Pending,
    Working,
    Done,
    Failed,
}
