-- What the app's role may not do although it may write every table; applied at every start.

REVOKE UPDATE, DELETE ON people_event FROM :"app_role";
