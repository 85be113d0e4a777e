namespace Pawl.Evolutions.Records;

/// <summary>A stage of maturity that services climb to. Its level is its place in the file, from 1.</summary>
public sealed record Plateau(string Id, string Name, PlateauDescription Description);

/// <param name="KeyCharacteristics">At least one.</param>
public sealed record PlateauDescription(string CoreIdea, IReadOnlyList<string> KeyCharacteristics, string WhatItFeelsLike);
