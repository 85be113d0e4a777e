namespace Pawl.Evolutions.Migrations;

/// <summary>What a migration did.</summary>
/// <param name="Lines">Written.</param>
/// <param name="Migrated">Of them, came from 1.0; the rest were of 1.1 already.</param>
/// <param name="RebuiltContributions">Features whose contributions were only known from the groups by item: without facets.</param>
/// <param name="RebuiltGroups">Plateaus whose groups by item were made anew from the features' contributions.</param>
public sealed record MigrationCounts(int Lines, int Migrated, int RebuiltContributions, int RebuiltGroups);
