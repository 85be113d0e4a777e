namespace Pawl.Web.Tests.Harness;

/// <summary>Ids of seeded runs that tests open by themselves.</summary>
/// <param name="Succeeded">With metrics, a long log and artifacts of all kinds.</param>
/// <param name="SucceededToo">The same spec with one key changed.</param>
/// <param name="Failed">After two retries, with a stack.</param>
/// <param name="Running">Under the worker of the seed.</param>
/// <param name="Evolving">Of workload <c>evolve</c>, at work.</param>
internal sealed record SeededRuns(string Succeeded, string SucceededToo, string Failed, string Running, string Evolving);
