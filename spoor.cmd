@echo off
node "%~dp0scripts\spoor.cjs" %*
