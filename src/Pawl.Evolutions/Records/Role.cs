namespace Pawl.Evolutions.Records;

/// <summary>A group of people whom features serve. All three are not empty.</summary>
public sealed record Role(string RoleId, string Name, string Description);
