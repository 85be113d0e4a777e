using Pawl.Web.Tests.Harness;

[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(Worlds))]
