namespace Pawl.Runs.Store;

/// <summary>The database's schema is not one this program can work with. Nothing was changed.</summary>
public sealed class SchemaException(string message) : Exception(message);
