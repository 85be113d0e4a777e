namespace Pawl.Runs.Access;

/// <summary>There is no token or session of that id, or it has ended already.</summary>
public sealed class AccessNotFoundException(string message) : Exception(message);
